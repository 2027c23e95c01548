import { describe, expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const countersIn = (text: string, language = 'en') =>
  extractFigures({ text, title: null, language, publishedOn: '2021-06-15' }, smallGazetteer).figures.map(
    ({ counter }) => counter,
  )

describe('who counted', () => {
  test.each([
    ['A total of 57,000 refugees are registered with UNHCR.', 'UNHCR'],
    [
      'According to the fifth bulletin of the Task Force on Displacement, over 2,300 people have been displaced.',
      'Task Force on Displacement',
    ],
    ['UN: 90,000 displaced in clashes', 'UN'],
    ['Fighting displaces 98,000 – Red Cross', 'Red Cross'],
    ['The Ministry of Health on Thursday said 500 families were displaced.', 'Ministry of Health'],
    ['Humanitarian partners in the eastern hub have registered 50,500 displaced families.', 'Humanitarian partners'],
    [
      'As per the State Disaster Management Authority, 31,200 people are in relief camps.',
      'State Disaster Management Authority',
    ],
    ['The governor of Borno province said 18,000 people had fled.', 'governor of Borno province'],
    ['Some 500 people were displaced by clashes (Tempo, 18 August 2014).', 'Tempo'],
    ['GOMA (Reuters) – Fighting displaced 2,800 people.', null],
    ['Some 4,300 people fled, residents of the suburb said.', 'residents'],
    ['Several witnesses told the radio that 200 families had fled.', 'witnesses'],
    ['About 300 families have fled, according to local residents.', 'local residents'],
    ['Some 400 people were evacuated, local officials said.', 'local officials'],
    ['Citing the Red Cross, the broadcaster said 700 people had fled.', 'Red Cross'],
    ['Some 700 people had fled, the paper said, quoting the governor.', 'governor'],
    ['Ana Ruiz, a spokeswoman for the Red Cross, said 700 people had fled.', 'Red Cross'],
    ['“Some 700 people have fled,” said Ana Ruiz, a UNHCR spokeswoman in Goma.', 'UNHCR'],
    ['UNHCR, through its partners, has verified 6,613 families who fled their homes.', 'UNHCR'],
    ['Some 700 people have fled [OCHA].', 'OCHA'],
    ['Some 700 people have fled (source: provincial authorities).', 'provincial authorities'],
    ['Some 700 people have fled, according to the latest IOM estimates.', 'IOM'],
    ['Some 700 people have fled, prime minister Ana Ruiz told parliament.', 'prime minister Ana Ruiz'],
    ['OCHA released new figures on Sunday. Some 700 people have fled.', 'OCHA'],
    [
      'Floods made 700 people homeless. The chairman of the Relief Committee disclosed this on Monday.',
      'Relief Committee',
    ],
    ['The Secretary, Flood Relief Agency, Ana Ruiz, stated that 700 people were made homeless.', 'Flood Relief Agency'],
    ['The Red Cross issued a report on cholera. Some 700 people fled.', null],
    ['Displaced residents said they were hungry. Some 700 people fled.', null],
    ['The UN was told that 3,500 people had fled.', null],
    ['Some 4,000 people were evacuated by the Red Cross.', null],
    ['Some 700 people fled, said Ana Ruiz of UNHCR.', 'UNHCR'],
    [
      'Some 700 people fled, Ana Ruiz, country director for the Norwegian Refugee Council, told us.',
      'Norwegian Refugee Council',
    ],
    ['Some 700 people fled, Ana Ruiz, an official at the Flood Relief Agency, said.', 'Flood Relief Agency'],
    ['“Some 700 people have fled,” WFP country director Ana Ruiz said.', 'WFP'],
    ['Some 700 people fled, said A.B. Ruiz, a Goma civil administration official.', 'Goma civil administration'],
    ['Unicef’s representative in Mali, Ana Ruiz, said 700 people had fled.', 'Unicef'],
    ['Some 700 people have fled. That is according to OCHA.', 'OCHA'],
    ['Some 700 people have fled. The figures come from IOM.', 'IOM'],
    ['Some 700 people fled the area. Prices are rising, according to OCHA.', null],
    ['Some 700 families have been displaced in Goma (OCHA).', 'OCHA'],
    ['Red Cross teams counted 700 displaced families.', 'Red Cross'],
    ['According to the May 2021 displacement dashboard of the Red Cross, 700 families fled.', 'Red Cross'],
    ['GOMA (Daily News / 17 January) – Fighting displaced 2,800 people.', null],
    // Somebody whose office the text never names is who the text names.
    ['Some 700 people have fled, Ruiz said.', 'Ruiz'],
    ['Some 700 people have fled, said Ana Ruiz.', 'Ana Ruiz'],
    ['Some 700 people have fled, the Kampala Star reported.', 'Kampala Star'],
    ['Goma recorded 700 displaced families.', null],
    ['Ana Ruiz, spokeswoman of UNHCR, said the camps were full. Some 700 people had fled, Ruiz said.', 'UNHCR'],
    ['Aid is late, officials said. Some 700 people had fled, Ruiz said.', 'Ruiz'],
    ['The army offensive has displaced 700 people.', null],
  ])('%s', (text, counter) => expect(countersIn(text)[0] ?? null).toBe(counter))

  test('"the ministry" has its full name from before', () =>
    expect(
      countersIn(
        'The Ministry of Civil Affairs said rain fell. In all 403,000 people were evacuated, the ministry said.',
      ),
    ).toEqual(['Ministry of Civil Affairs']))

  test('a number verified by somebody is theirs alone', () =>
    expect(
      countersIn('In all 47,380 families have been displaced, with 6,925 families verified by IOM.')[0],
    ).toBeNull())

  test('"he said" is the person named before, not an office named earlier', () =>
    expect(
      countersIn('OCHA said aid is low. Javed Khan told reporters. “Some 1,200 people were displaced,” he said.'),
    ).toEqual(['Javed Khan']))

  test('one who spoke of something else in the sentence before counted nothing', () =>
    expect(
      countersIn('Officials say the danger is not over. Rescuers moved to Goma. Some 300 people were displaced.'),
    ).toEqual([null]))

  test.each([
    [
      "Plus de 300 personnes ont fui, a indiqué jeudi le Bureau de la coordination des affaires humanitaires de l'ONU.",
      "Bureau de la coordination des affaires humanitaires de l'ONU",
    ],
    [
      "Selon le Haut-Commissariat de l'ONU aux droits de l'homme, 300 personnes ont fui.",
      "Haut-Commissariat de l'ONU aux droits de l'homme",
    ],
    [
      'Plus de 300 personnes ont fui, a déclaré le ministre des Affaires sociales, Paul Kalala.',
      'ministre des Affaires sociales',
    ],
    ["Le ministre de l'Action humanitaire a annoncé que 300 personnes ont fui.", "ministre de l'Action humanitaire"],
    ['300 personnes ont fui, a annoncé le maire de la ville.', 'maire de la ville'],
    ['300 personnes ont fui, a déclaré le président du Comité de secours.', 'Comité de secours'],
    ['300 déplacés ont été évacués par les pompiers.', null],
  ])('French: %s', (text, counter) => expect(countersIn(text, 'fr')[0] ?? null).toBe(counter))

  test.each([
    [
      'Más de 300 personas huyeron, informó el lunes la Oficina de Naciones Unidas para la Coordinación de Asuntos Humanitarios.',
      'Oficina de Naciones Unidas para la Coordinación de Asuntos Humanitarios',
    ],
    [
      'Unas 300 familias huyeron, señaló este martes el Alto Comisionado de la ONU para los Refugiados.',
      'Alto Comisionado de la ONU para los Refugiados',
    ],
    ['El Servicio de gestión de riesgos informó que 300 familias huyeron.', 'Servicio de gestión de riesgos'],
    ['300 familias fueron evacuadas, dijo el gobernador de Salta, Juan Paz.', 'gobernador de Salta'],
    ['El informe de la Unidad para las Víctimas da cuenta de 300 desplazados.', 'Unidad para las Víctimas'],
  ])('Spanish: %s', (text, counter) => expect(countersIn(text, 'es')[0] ?? null).toBe(counter))

  test.each([
    [
      'قالت المفوضية السامية للأمم المتحدة لحقوق الإنسان إن 300 شخص نزحوا.',
      'المفوضية السامية للأمم المتحدة لحقوق الإنسان',
    ],
    ['المفوضية السامية للأمم المتحدة لحقوق الإنسان: تهجير 300 شخص', 'المفوضية السامية للأمم المتحدة لحقوق الإنسان'],
    ['نزح 300 شخص، وفقا للمنظمة الدولية للهجرة.', 'المنظمة الدولية للهجرة'],
    [
      'نزح 300 شخص، بحسب وكالة الأمم المتحدة لإغاثة وتشغيل اللاجئين الفلسطينيين.',
      'وكالة الأمم المتحدة لإغاثة وتشغيل اللاجئين الفلسطينيين',
    ],
    ['بحسب مركز الملك سلمان للإغاثة والأعمال الإنسانية نزح 300 شخص.', 'مركز الملك سلمان للإغاثة والأعمال الإنسانية'],
    ['قال محافظ مأرب خالد العرادي إن 300 أسرة نزحت.', 'محافظ مأرب خالد العرادي'],
    ['أعلن أمس المجلس النرويجي للاجئين نزوح 300 أسرة.', 'المجلس النرويجي للاجئين'],
    ['وذكرت «الأناضول» أن 300 شخص نزحوا.', 'الأناضول'],
    ['واشارت هيئة الكوارث الى إجلاء 300 شخص.', 'هيئة الكوارث'],
    ['قالت المفوضية للصحفيين إن 300 شخص نزحوا.', 'المفوضية'],
    ['قالت المفوضية لوكالة فرانس برس إن 300 شخص نزحوا.', 'المفوضية'],
    ['قالت المفوضية في اليمن إن 300 شخص نزحوا.', 'المفوضية'],
  ])('Arabic: %s', (text, counter) => expect(countersIn(text, 'ar')[0] ?? null).toBe(counter))
})
