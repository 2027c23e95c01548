/** Secrets out of text that is logged or shown: credentials in addresses and key-like query parameters. */

const credentials = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{0,200}(?::[^\s/@]{0,200})?@/gi
const keyParameter =
  /([?&;](?:[a-z0-9_.-]{0,40}(?:key|token|secret|password|passwd|signature|auth|credential|session)[a-z0-9_.-]{0,40}|client_id|app_identifier|sig|pwd)=)[^&\s"'#]{1,2000}/gi
const bearer = /\b(bearer|basic)\s+[a-z0-9+/._~=-]{6,2000}/gi

/** The same text with `***` where a secret stood; linear in its length. */
export function redactSecrets(text: string): string {
  return text.replace(credentials, '$1***@').replace(keyParameter, '$1***').replace(bearer, '$1 ***')
}
