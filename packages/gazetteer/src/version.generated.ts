/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-d327456c79e3'
