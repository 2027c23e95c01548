/** Version of data/places.bin; written by build/build.mjs. */
export const gazetteerVersion = 'places-30ba6f56310f'
