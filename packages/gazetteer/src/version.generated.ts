/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-be5c3f9bf5d7'
