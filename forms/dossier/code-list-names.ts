/** `codeAttribute('LIST', code, 'rank')`: where list and attribute stand as texts, a name that the pack does not have is a fault. */
import type { Parsed } from '../questionnaire/expression/ast.ts';
import type { CodeLists } from '../questionnaire/questionnaire.ts';
import { NotInDossier } from './not-in-dossier.ts';

const textOf = (parsed: Parsed | undefined): string | undefined =>
  parsed?.op === 'const' && typeof parsed.value === 'string' ? parsed.value : undefined;

export const checkCodeList = (
  { name, args }: Extract<Parsed, { op: 'call' }>,
  codeLists: CodeLists,
): void => {
  if (name !== 'codeText' && name !== 'codeAttribute') return;
  const codeList = textOf(args[0]);
  if (codeList === undefined) return;
  const list = Object.hasOwn(codeLists, codeList) ? codeLists[codeList] : undefined;
  if (list === undefined) throw new NotInDossier('unknown-code-list', { codeList: codeList.slice(0, 80) });
  const attribute = name === 'codeAttribute' ? textOf(args[2]) : undefined;
  if (attribute === undefined) return;
  const isThere = list.items.some((item) => Object.hasOwn(item.attributes ?? {}, attribute));
  if (!isThere) throw new NotInDossier('unknown-attribute', { codeList, attribute: attribute.slice(0, 80) });
};
