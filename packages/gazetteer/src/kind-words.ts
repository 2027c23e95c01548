/**
 * Words beside a name that say what kind of place it is ("Idlib province", "ville de Goma", "محافظة حلب"), and words that
 * say it is no place at all. They narrow the candidates of a name and let names through that are common words.
 */
import type { PlaceKind } from '@displacement-monitor/shared/domain'
import { hashWords } from './name-hash.ts'
import { foldedWords } from './words.ts'

export const wordKey = (hashA: number, hashB: number): number => (hashA >>> 0) * 2 ** 20 + ((hashB >>> 0) % 2 ** 20)

const keysOf = (words: string): number[] =>
  words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const { a, b } = hashWords(foldedWords(word))
      return wordKey(a, b)
    })

export const wordSet = (words: string): ReadonlySet<number> => new Set(keysOf(words))

type Kinds = readonly PlaceKind[]
const first: Kinds = ['adm1']
const second: Kinds = ['adm2']
const either: Kinds = ['adm1', 'adm2']
const town: Kinds = ['city']
const regionLike: Kinds = ['adm1', 'area', 'adm2', 'country']

/** Several languages use one word for different levels ("district", "county", "département"), so those allow both. */
const kindWords: readonly (readonly [string, Kinds])[] = [
  ['سلطنة مملكة جمهورية دولة', ['country']],
  ['governorate governorates muhafazah gouvernorat gouvernorats gobernación gobernacion محافظة محافظات محافظه', first],
  ['province provinces provincia provincias província مقاطعة', either],
  ['state states estado estados état etat ولاية ولايات wilaya wilayat', first],
  ['region regions région régions región regiones regional إقليم منطقة область край', regionLike],
  ['oblast oblasts область області', first],
  [
    'prefecture préfecture prefectures préfectures emirate division divisions department departments département départements departamento departamentos county counties',
    either,
  ],
  [
    'district districts distrito distritos raion raions rayon woreda woredas zone zones cercle cercles territory territories territoire territoires arrondissement arrondissements municipality municipalities municipio municipios município commune communes lga lgas subdistrict sub-district upazila tehsil taluk locality localité localités mahaliya قضاء ناحية مديرية مديريات دائرة محلية regency kabupaten canton parish payam payams',
    ['adm2', 'city', 'adm1'],
  ],
  [
    'city cities town towns village villages ville villes ciudad ciudades pueblo cidade localidad مدينة بلدة قرية بلدات قرى مدينتي city’s township',
    town,
  ],
]
const secondOnly = new Set(
  keysOf('raion raions rayon woreda woredas cercle cercles lga lgas subdistrict upazila tehsil ناحية قضاء مديرية'),
)

const kindOf = new Map<number, Kinds>()
for (const [words, kinds] of kindWords) for (const key of keysOf(words)) kindOf.set(key, kinds)

/** The kinds that a word speaks of; null for any other word. */
export const kindsOfWord = (key: number): Kinds | null => (secondOnly.has(key) ? second : (kindOf.get(key) ?? null))

/** Between a word for a kind and its name: "province of Idlib", "ville de Goma", "departamento del Chocó". */
export const linkingWords = wordSet('of de du d des del da do la le les el l al the')

/** Written small they lead to a name and do not begin it: "la ciudad de La Paz". */
export const linkingPrepositions = wordSet('of de du d des del da do di')

/** After a name: a group of countries bears it ("the Balkan countries"). */
export const groupWords = wordSet('countries nations wars war crisis route routes')

/** Before a name in capitals: not a name's first word but the sentence's. Also titles of sections. */
export const smallWords = wordSet(
  'a an the in on at of to for from by with and or as into across near around since over within between via per that which where while when after before during both also but nor than then this these those all some many most more some several two three four five six seven eight nine ten his her its their our ' +
    'le la les un une des de du à au aux en dans sur pour par avec et ou depuis vers près selon chez contre entre sans plus ' +
    'el los las una uno unos unas del al en con por para y o desde hasta entre sobre según cerca hacia ' +
    'em no na nos nas ao com e do da dos das um uma por para',
)

/** Adjectives that French, Spanish and Portuguese write small within a state's name: "République démocratique du Congo". */
export const stateAdjectives = wordSet(
  'démocratique centrafricaine dominicaine tchèque islamique populaire fédérale arabe arabes unies équatoriale saoudite bolivarienne ' +
    'democrática centroafricana dominicana islámica árabe árabes unidos ecuatorial saudita saudí checa bolivariana plurinacional ' +
    'centro-africana equatorial',
)

/** Directions and other adjectives that stand before a name without being part of a person's or a firm's. */
export const directionWords = wordSet(
  'north south east west northern southern eastern western central north-east north-west northeast northwest southeast southwest northeastern northwestern southeastern southwestern upper lower greater rural inner outer mid old new coastal nord sud est ouest centre norte sur este oeste oriental orientale occidental occidentale septentrional septentrionale méridional méridionale meridional centrale occupied besieged war-torn',
)

/** Before a name: it is a person's. */
export const personTitles = wordSet(
  'mr mrs ms miss dr prof professor sir lord lady dame sheikh shaykh sheik imam mullah maulana ayatollah pope bishop archbishop father sister brother fr rev gen general lt col colonel maj major capt captain sgt sergeant cpl lieutenant brigadier admiral marshal judge justice senator congressman congresswoman rep representative ambassador prince princess queen king emir sultan mme mlle monsieur madame don doña señor señora sr sra sheij السيد السيدة الدكتور الدكتورة الشيخ اللواء العميد العقيد الأستاذ',
)

/** After a name: it belongs to a paper, a firm, a treaty, a team. Only words that are never a place's own. */
export const organisationWords = wordSet(
  'post times herald tribune gazette chronicle observer telegraph newspaper magazine tv television radio journal daily news weekly review mirror university universities college institute institut université universidad bank banque banco airlines airways airport-authority fc f.c. united athletic ltd inc corp corporation company llc plc gmbh foundation convention conventions accord accords agreement agreements protocol declaration treaty summit process framework principles rules statute consensus charter club court',
)

/** Given names before a place's name make it a surname: "Michael Jordan", "Jack London". */
/** After a name: the water, mountain or road that bears it. */
export const featureWords = wordSet(
  'river rivers lake sea ocean gulf strait channel canal dam mountain mountains mount volcano creek stream glacier desert fault bridge highway expressway fleuve rivière riviere río rio mont monts volcan volcán presa represa motor motors',
)

/** Before a name: a storm, a club or a feature that bears it. */
export const namingWords = wordSet(
  'lake mount mt river typhoon hurricane cyclone storm depression operation fc real ac hertha olympique lac fleuve rivière riviere río rio mont volcan volcán ouragan typhon tempête cyclone huracán tormenta tifón ciclón operación opération mv ss hms uss val',
)

/** Before a name: another place, called after it. */
export const newWords = wordSet('new')

/** After a name: its bearer speaks or acts. */
export const speechWords = wordSet(
  'said says told added explained stated noted warned announced declared claimed insisted tweeted wrote dit déclaré affirme affirmé ajouté explique expliqué souligne dijo indicó señaló explicó afirmó aseguró declaró agregó manifestó informó destacó disse afirmou explicou',
)

export const givenNames = wordSet(
  'michael jack john james david george paul peter mark william robert thomas richard charles joseph daniel matthew anthony andrew steven kevin brian edward ronald timothy jason jeffrey ryan jacob gary nicholas eric stephen jonathan larry justin scott brandon benjamin samuel gregory frank alexander patrick raymond dennis jerry tyler aaron jose adam nathan henry douglas zachary kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha ' +
    'mohammed mohamed muhammad mohammad ahmed ahmad ali hassan hussein omar ibrahim abdullah abdul abdel khaled khalid mahmoud mustafa youssef yusuf saleh samir tariq bashar fatima aisha amina mariam zainab layla nadia hamid jamal rashid said salim karim malik nasser faisal ' +
    'jean pierre michel françois jacques philippe alain bernard claude marie isabelle nathalie sophie anne camille antoine louis luc marc carlos luis jorge pedro manuel francisco antonio fernando miguel rafael alejandro diego sergio pablo ana carmen rosa filippo antónio ban kofi volker oleksandr volodymyr vladimir sergei dmitry ivan recep binyamin benjamin joe donald barack hillary chelsea paris',
)

/** Names of places that are given names: before a capitalised unknown word they are a person's ("Virginia Gamba", "Georgia Meloni"). */
export const placesThatAreGivenNames = wordSet(
  'virginia georgia jordan chad israel victoria sofia florence paris madison jackson charlotte lincoln austin houston santiago carolina chelsea kenya india asia london sydney brooklyn dakota savannah adelaide alexandria lourdes valencia salvador angel trinidad milan roman martinique cuba malta samara sidney hamilton wellington kent dallas denver phoenix logan kingston camden diana ali hassan mansour said',
)
