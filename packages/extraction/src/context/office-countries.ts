/** National offices whose letters name their country: in their bulletins the country itself is often never written. */
const countries: Readonly<Record<string, string>> = {
  ndrrmc: 'PHL', dswd: 'PHL', pagasa: 'PHL', bnpb: 'IDN', bpbd: 'IDN', bmkg: 'IDN', indeci: 'PER', onemi: 'CHL', senapred: 'CHL',
  conred: 'GTM', sinapred: 'NIC', copeco: 'HND', ungrd: 'COL', cenapred: 'MEX', fema: 'USA', calfire: 'USA', psni: 'GBR', ansd: 'SEN',
  conasur: 'BFA', cndrc: 'COM', bngrc: 'MDG', ingc: 'MOZ', ingd: 'MOZ', dodma: 'MWI', ndrmc: 'ETH', sodma: 'SOM', amisom: 'SOM',
  unsmil: 'LBY', unmiss: 'SSD', monusco: 'COD', minusma: 'MLI', minusca: 'CAF', unama: 'AFG', andma: 'AFG', afad: 'TUR', kemsa: 'KEN',
  pdma: 'PAK', ndma: '', mkn: 'MYS', nadma: 'MYS', ddpm: 'THA', bwdb: 'BGD', ocd: 'PHL', sohr: 'SYR', rmmo: 'YEM', nema: '', sema: 'NGA',
} // biome-ignore format: a table

export const officeCountries: ReadonlyMap<string, string> = new Map(Object.entries(countries))
