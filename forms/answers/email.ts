/** The e-mail addresses that SurveyJS's own check accepts, decided in one pass over the text. */

const forbidden = /[<>()[\].,;:\s@"]/;
const forbiddenInDomain = /[<>()=[\].,;:\s@"]/;

const isLocalPart = (text: string): boolean => {
  if (text.length > 2 && text.startsWith('"') && text.endsWith('"')) return !/[\n\r\u2028\u2029]/.test(text);
  return text.split('.').every((atom) => atom !== '' && !forbidden.test(atom));
};

const isDomain = (text: string): boolean => {
  const labels = text.split('.');
  const last = labels.at(-1) ?? '';
  return (
    labels.length > 1 &&
    last.length > 1 &&
    labels.every((label) => label !== '' && !forbiddenInDomain.test(label))
  );
};

export const isEmail = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  return at > 0 && isLocalPart(text.slice(0, at)) && isDomain(text.slice(at + 1));
};
