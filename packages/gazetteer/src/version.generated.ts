/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-17493416f96a'
