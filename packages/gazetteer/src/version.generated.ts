/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-e6e6a14111c3'
