/**
 * What a browser is told about the page: the same policy that the app sends on one machine (a test compares the two), and
 * that it is only ever to be fetched over TLS.
 */
export interface PageHeaders {
  readonly contentSecurityPolicy: string;
  readonly strictTransportSecuritySeconds: number;
  readonly referrerPolicy: 'no-referrer';
}

/** `blobOrigin` is where presigned links to scans point. */
export const pageHeaders = (blobOrigin: string): PageHeaders => ({
  contentSecurityPolicy: [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${blobOrigin}`,
    `connect-src 'self' ${blobOrigin}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  strictTransportSecuritySeconds: 31_536_000,
  referrerPolicy: 'no-referrer',
});
