/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-6cf90442f222'
