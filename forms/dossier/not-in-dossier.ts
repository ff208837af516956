/** How linking stops at what the dossier language does not have; `linkDossierText` turns it into a fault. */

export const dossierFaultCodes = [
  { code: 'unknown-name', facts: ['name'] },
  { code: 'name-out-of-scope', facts: ['name', 'scope'] },
  { code: 'not-a-list', facts: ['name', 'argument'] },
  { code: 'not-a-value', facts: ['name'] },
  { code: 'lists-too-deep', facts: ['name', 'limit'] },
  { code: 'unknown-code-list', facts: ['codeList'] },
  { code: 'unknown-attribute', facts: ['codeList', 'attribute'] },
] as const;

export type DossierFaultCode = (typeof dossierFaultCodes)[number]['code'];

export class NotInDossier extends Error {
  readonly code: DossierFaultCode;
  readonly facts: { readonly [name: string]: string | number };
  constructor(code: DossierFaultCode, facts: { readonly [name: string]: string | number }) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
