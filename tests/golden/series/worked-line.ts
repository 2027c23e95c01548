/** The line since 1 December 2019 as docs/method.md draws it, as reports tell it: day, value, flags. */
export const workedLine: readonly string[] = [
  '2019-12-29 284000',
  '2020-01-01 300000',
  '2020-01-08 312000',
  '2020-01-14 350000',
  '2020-01-27 390000',
  '2020-02-02 586000',
  '2020-02-10 700000 inferred',
  '2020-02-12 800000 attribution',
  '2020-02-14 830000 inferred',
  '2020-02-17 900000',
  '2020-02-20 900000',
  '2020-02-23 948000',
  '2020-03-03 961000 inferred conflict',
  '2020-03-05 961000',
]
