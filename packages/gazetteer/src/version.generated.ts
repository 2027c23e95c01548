/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-f41b12db7ca0'
