/** Files that vite.config.mjs makes. */
declare module 'virtual:outline-*' {
  const address: string
  export default address
}
