/** The project's own files as the doorman sees them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export const root = new URL('../../', import.meta.url).pathname;

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Tracked files and those about to be, that still exist. */
export const projectFiles = (): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '' && existsSync(`${root}${path}`));

const read = (path: string): SourceFile => ({ path, text: readFileSync(`${root}${path}`, 'utf8') });

export const sourceFiles = (): readonly SourceFile[] =>
  projectFiles()
    .filter((path) => /\.(ts|tsx|js|css)$/.test(path) && !path.startsWith('dist/'))
    .map(read);

export const textFiles = (): readonly SourceFile[] =>
  projectFiles()
    .filter((path) => /\.(ts|tsx|js|css|json|md|html|yml|yaml|sh|txt)$/.test(path) || path === '.ci/run')
    .map(read);

/** Every specifier of an import or re-export, side-effect and dynamic imports included. */
export const importsOf = ({ text }: SourceFile): readonly string[] =>
  [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\s*\(\s*)['"]([^'"]+)['"]/g)].map(
    (match) => match[1] ?? '',
  );

/** Those of them that are there when the program runs: types are gone by then. */
export const importedValuesOf = ({ path, text }: SourceFile): readonly string[] =>
  importsOf({ path, text: text.replace(/^(import|export)\s+type\s[^;]*?\sfrom\s+'[^']+';/gm, '') });
