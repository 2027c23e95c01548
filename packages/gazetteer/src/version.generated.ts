/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-9ab133496fe4'
