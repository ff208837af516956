/**
 * The Content-Disposition of a download: always an attachment, so that nothing of what people upload is shown inside our
 * origin. RFC 6266 with RFC 8187: an ASCII name for old clients, the real one in UTF-8.
 */
export const attachment = (fileName: string): string => {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(Buffer.from(fileName).toString()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};
