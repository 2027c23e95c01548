/**
 * The worked example as 36 reports tell it: facts of docs/method.md in words of our own, each with what surrounds a number in
 * a real report (other numbers, older numbers, other offices). Read by the extractor, they must give the worked example's line.
 */
export interface PrintedReport {
  /** Slug of its address. */
  id: string
  publisher: string
  publishedOn: string | null
  language: 'en' | 'fr' | 'es' | 'ar'
  title: string
  text: string
}

export const reports: readonly PrintedReport[] = [
  {
    id: 'dec-27-since-the-12th',
    publisher: 'Levant Gazette',
    publishedOn: '2019-12-27',
    language: 'en',
    title: 'Families leave southern Idlib under bombardment',
    text: `Bombing raids emptied towns in the south of Syria's Idlib province this month, the United Nations said on Friday.

More than 235,000 people were displaced between 12 and 25 December, according to the UN's humanitarian coordination office OCHA, many of them from around Maarat al-Numan. The town is now almost empty, it said.

Idlib is home to around three million people, nearly half of whom had been displaced before from other parts of Syria.`,
  },
  {
    id: 'dec-30-situation-report',
    publisher: 'OCHA',
    publishedOn: '2019-12-30',
    language: 'en',
    title: 'North-west Syria: situation update, 30 December 2019',
    text: `Highlights

As of 29 December, some 284,000 people have been displaced in north-west Syria since 1 December as a result of the hostilities, most of them women and children.

Schools and mosques in Idlib city have opened their doors to newly arrived families. Partners distributed food rations to 56,000 people.`,
  },
  {
    id: 'jan-02-situation-report',
    publisher: 'OCHA',
    publishedOn: '2020-01-02',
    language: 'en',
    title: 'North-west Syria: situation update, 2 January 2020',
    text: `Fighting and air strikes went on over the turn of the year. Between 1 December 2019 and 1 January 2020, almost 300,000 people were displaced in north-west Syria, mainly from the south of Idlib governorate.

Winter rain has flooded several camps near the border.`,
  },
  {
    id: 'jan-03-relay',
    publisher: 'Coastal Post',
    publishedOn: '2020-01-03',
    language: 'en',
    title: 'Nearly 300,000 driven out of homes in Syria’s northwest',
    text: `Nearly 300,000 people have been displaced in northwest Syria since 1 December, OCHA said in its latest situation report. An air strike on a school killed eight people on New Year's Day.`,
  },
  {
    id: 'jan-07-eight-months',
    publisher: 'Wire Service One',
    publishedOn: '2020-01-07',
    language: 'en',
    title: 'Idlib escalation drives hundreds of thousands from homes',
    text: `UNITED NATIONS. At least 300,000 civilians have been displaced in and around Idlib since mid-December, Mark Cutts, the UN deputy regional coordinator for the Syria crisis, told reporters on Tuesday.

They come on top of earlier waves. Some 700,000 people fled their homes in north-west Syria over the past eight months, he said.`,
  },
  {
    id: 'jan-08-situation-report',
    publisher: 'OCHA',
    publishedOn: '2020-01-08',
    language: 'en',
    title: 'North-west Syria: situation update, 8 January 2020',
    text: `Since 1 December 2019, more than 312,000 people have been displaced in north-west Syria, as of 8 January. Women and children make up four in five of them.`,
  },
  {
    id: 'jan-09-french-relay',
    publisher: 'Courrier du Levant',
    publishedOn: '2020-01-09',
    language: 'fr',
    title: 'Syrie : l’exode se poursuit dans le nord-ouest',
    text: `Plus de 312 000 personnes ont été déplacées dans le nord-ouest de la Syrie depuis le 1er décembre, a indiqué jeudi le Bureau de la coordination des affaires humanitaires de l'ONU (OCHA).

Vingt civils ont été tués cette semaine dans des raids aériens, selon une ONG.`,
  },
  {
    id: 'jan-16-relay',
    publisher: 'Gulf Morning',
    publishedOn: '2020-01-16',
    language: 'en',
    title: 'UN: some 350,000 people forced out of Idlib since start of December',
    text: `Around 350,000 Syrians, most of them women and children, have been displaced from Idlib since 1 December, the UN Office for the Coordination of Humanitarian Affairs (OCHA) said on Thursday, giving numbers up to 14 January.

A ceasefire announced by Russia and Turkey last week has not held.`,
  },
  {
    id: 'jan-16-situation-report',
    publisher: 'OCHA',
    publishedOn: '2020-01-16',
    language: 'en',
    title: 'North-west Syria: situation update, 16 January 2020',
    text: `As of 14 January, almost 350,000 people had been displaced from their homes in north-west Syria since 1 December. Among them are some 280,000 women and children. Heavy rains make life in camps harder still.`,
  },
  {
    id: 'jan-29-situation-report',
    publisher: 'OCHA',
    publishedOn: '2020-01-29',
    language: 'en',
    title: 'North-west Syria: situation update, 29 January 2020',
    text: `Nearly 390,000 people were displaced in north-west Syria between 1 December 2019 and 27 January 2020. More than 20,000 people fled in the last two days alone.

Of all people in need in the area, 2.8 million depend on aid.`,
  },
  {
    id: 'jan-30-relay',
    publisher: 'Northern Star',
    publishedOn: '2020-01-30',
    language: 'en',
    title: 'Road to the border clogged as Syrians flee',
    text: `Lorries piled high with mattresses crawled towards the Turkish border on Thursday. OCHA says nearly 390,000 people have been displaced in north-western Syria since 1 December.

The Turkish foreign minister spoke by telephone with his Russian counterpart. Turkey hosts 3.6 million Syrian refugees.`,
  },
  {
    id: 'feb-04-half-a-million',
    publisher: 'Tribune East',
    publishedOn: '2020-02-04',
    language: 'en',
    title: 'Half a million uprooted in two months in Syria',
    text: `Some 520,000 people have been displaced in north-west Syria since 1 December, David Swanson, a spokesman for OCHA, said on Tuesday. Four in five are women and children.`,
  },
  {
    id: 'feb-04-arabic-relay',
    publisher: 'صحيفة الضفة',
    publishedOn: '2020-02-04',
    language: 'ar',
    title: 'الأمم المتحدة: نزوح نصف مليون شخص شمال غرب سوريا',
    text: `قال متحدث باسم مكتب الأمم المتحدة لتنسيق الشؤون الإنسانية (أوتشا) يوم الثلاثاء إن نحو 520 ألف شخص نزحوا في شمال غرب سوريا منذ الأول من ديسمبر.`,
  },
  {
    id: 'feb-06-flash-update',
    publisher: 'OCHA',
    publishedOn: '2020-02-06',
    language: 'en',
    title: 'Flash update: north-west Syria, 6 February 2020',
    text: `Some 586,000 people were displaced in north-west Syria between 1 December 2019 and 2 February 2020. Of these, some 200,000 people were displaced between 26 January and 2 February alone.

Ground fighting moved closer to Saraqab and to the M5 motorway.`,
  },
  {
    id: 'feb-07-relay',
    publisher: 'Crescent Daily',
    publishedOn: '2020-02-07',
    language: 'en',
    title: 'Displacement in Syria’s northwest accelerates',
    text: `About 586,000 people had been displaced in northwest Syria since 1 December as of 2 February, according to OCHA. The UN Security Council met behind closed doors on Thursday.`,
  },
  {
    id: 'feb-10-relay',
    publisher: 'Wire Service Two',
    publishedOn: '2020-02-10',
    language: 'en',
    title: 'UN sees 700,000 Syrians on the move',
    text: `Nearly 700,000 people have been displaced in north-west Syria since early December, a spokesman for the UN humanitarian office OCHA said on Monday.

Nearly 100,000 people were displaced in the last week, David Swanson said.`,
  },
  {
    id: 'feb-11-spanish-relay',
    publisher: 'Diario del Puerto',
    publishedOn: '2020-02-11',
    language: 'es',
    title: 'Cerca de 700.000 desplazados en el noroeste de Siria',
    text: `Cerca de 700.000 personas han sido desplazadas en el noroeste de Siria desde principios de diciembre, informó el lunes la Oficina de Naciones Unidas para la Coordinación de Asuntos Humanitarios (OCHA).`,
  },
  {
    id: 'feb-12-spokesman',
    publisher: 'Radio Frontier',
    publishedOn: '2020-02-12',
    language: 'en',
    title: '700,000 uprooted since December',
    text: `The United Nations says 700,000 people have been displaced by violence in north-west Syria since December. UN spokesman Stephane Dujarric told reporters in New York that shelters are full.`,
  },
  {
    id: 'feb-13-arabic',
    publisher: 'أخبار الساحل',
    publishedOn: '2020-02-13',
    language: 'ar',
    title: 'أكثر من 800 ألف نازح في شمال غرب سوريا',
    text: `أعلنت المفوضية السامية للأمم المتحدة لحقوق الإنسان أن أكثر من 800 ألف شخص نزحوا في شمال غرب سوريا بين 1 ديسمبر و12 فبراير.

وأضافت أن نحو 142 ألف شخص نزحوا بين 9 و12 فبراير.`,
  },
  {
    id: 'feb-13-coordination-office',
    publisher: 'Funk am Morgen',
    publishedOn: '2020-02-13',
    language: 'en',
    title: 'Syria: 800,000 people on the run',
    text: `More than 800,000 people were displaced in north-west Syria between 1 December and 12 February, OCHA reported on Thursday. Some 142,000 people were displaced between 9 and 12 February.

The cold is deadly: several small children froze to death in camps.`,
  },
  {
    id: 'feb-14-three-days',
    publisher: 'Daily Lakes',
    publishedOn: '2020-02-14',
    language: 'en',
    title: 'Dire situation for displaced Syrians, UN says',
    text: `Over 830,000 people have been displaced in north-west Syria since 1 December, UN spokesman Stephane Dujarric said on Friday. Some 143,000 of them were displaced in the last three days alone.`,
  },
  {
    id: 'feb-17-seed-stale',
    publisher: 'Reporter Online',
    publishedOn: '2020-02-17',
    language: 'en',
    title: 'Assad’s troops advance near Aleppo',
    text: `Government forces took dozens of villages on Sunday. According to the United Nations, more than 800,000 people have fled Idlib since December.`,
  },
  {
    id: 'feb-17-relief-chief',
    publisher: 'OCHA',
    publishedOn: '2020-02-17',
    language: 'en',
    title: 'Statement by the Emergency Relief Coordinator on north-west Syria',
    text: `The crisis in north-west Syria has reached a new and frightening level. We at OCHA now believe that 900,000 people have been displaced since 1 December, as of 17 February, the vast majority of them women and children.

This is 100,000 more than had been recorded before. They live in mud and snow.`,
  },
  {
    id: 'feb-17-relay',
    publisher: 'Welle International',
    publishedOn: '2020-02-17',
    language: 'en',
    title: 'Lowcock: new horror in north-west Syria',
    text: `The UN's emergency relief coordinator Mark Lowcock said on Monday that about 900,000 people had been displaced in north-west Syria since December 1. Babies are dying from the cold, he said.`,
  },
  {
    id: 'feb-18-unnamed',
    publisher: 'Plain News',
    publishedOn: '2020-02-18',
    language: 'en',
    title: 'Snow falls on Syrian camps',
    text: `Some 900,000 people have been displaced in north-west Syria since 1 December. Aid groups hand out blankets and stoves.`,
  },
  {
    id: 'undated-rights-committee',
    publisher: 'Rights Committee',
    publishedOn: null,
    language: 'en',
    title: 'Update on displacement',
    text: `The number of people displaced in north-west Syria since 1 December 2019 had reached 875,000 by 17 February 2020, according to OCHA. Some 40,000 people were displaced between 12 and 17 February 2020.`,
  },
  {
    id: 'feb-20-flash-update',
    publisher: 'OCHA',
    publishedOn: '2020-02-20',
    language: 'en',
    title: 'Flash update: north-west Syria, 20 February 2020',
    text: `As of 20 February, almost 900,000 people have been displaced in north-west Syria since 1 December. Around 170,000 of the newly displaced live in the open or in unfinished buildings.`,
  },
  {
    id: 'feb-21-french-relay',
    publisher: 'La Dépêche du Midi-Est',
    publishedOn: '2020-02-21',
    language: 'fr',
    title: 'Syrie : 900 000 déplacés depuis décembre',
    text: `Quelque 900 000 personnes ont été déplacées dans le nord-ouest de la Syrie depuis le 1er décembre, selon l'ONU. Les enfants représentent plus de la moitié des nouveaux déplacés.`,
  },
  {
    id: 'feb-26-situation-report',
    publisher: 'OCHA',
    publishedOn: '2020-02-26',
    language: 'en',
    title: 'North-west Syria: situation report no. 9',
    text: `More than 948,000 people have been displaced in north-west Syria between 1 December 2019 and 23 February 2020. This includes some 569,000 children and 195,000 women.`,
  },
  {
    id: 'feb-27-relay',
    publisher: 'Harbour Times',
    publishedOn: '2020-02-27',
    language: 'en',
    title: 'Nearly a million Syrians displaced in the northwest',
    text: `OCHA said more than 948,000 people, including 569,000 children, have been displaced in northwest Syria since 1 December.`,
  },
  {
    id: 'mar-03-relief-chief',
    publisher: 'OCHA',
    publishedOn: '2020-03-03',
    language: 'en',
    title: 'Remarks of the relief chief on a visit to the border',
    text: `Nearly 1 million people have been displaced in north-west Syria since December. OCHA has asked donors for 500 million dollars for the next six months.`,
  },
  {
    id: 'mar-04-observatory',
    publisher: 'Strait Times of Izmir',
    publishedOn: '2020-03-04',
    language: 'en',
    title: 'War monitor counts one and a half million',
    text: `Some 1.5 million people have been displaced in north-west Syria since December, the Syrian Observatory for Human Rights said on Wednesday.`,
  },
  {
    id: 'mar-05-unicef',
    publisher: 'UNICEF',
    publishedOn: '2020-03-05',
    language: 'en',
    title: 'Whole of Syria: north-west situation report no. 3',
    text: `More than 961,000 people, among them over 575,000 children, have been displaced in north-west Syria since 1 December, as of 5 March. UNICEF and its partners reached 95,000 people with water.`,
  },
  {
    id: 'mar-16-assessment',
    publisher: 'REACH',
    publishedOn: '2020-03-16',
    language: 'en',
    title: 'North-west Syria: overview',
    text: `REACH estimates that 959,000 people have been displaced in north-west Syria since December. In November the enclave hosted 1.12 million IDPs.`,
  },
  {
    id: 'may-01-stock',
    publisher: 'OCHA',
    publishedOn: '2020-05-01',
    language: 'en',
    title: 'North-west Syria: situation report no. 13',
    text: `Since the ceasefire some families have gone back. As of 1 May, some 846,000 people displaced since December are still displaced in north-west Syria. An estimated 133,000 people have returned to their areas of origin.`,
  },
  {
    id: 'jan-31-all-syria',
    publisher: 'Humanitarian Digest',
    publishedOn: '2020-02-20',
    language: 'en',
    title: 'Syria: movements in January',
    text: `Across all of Syria, 464,800 IDP movements were recorded in January 2020. There were 6,183,919 IDPs in Syria that month, UNICEF says.`,
  },
]
