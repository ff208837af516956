/** `xiangbiao verify` and `xiangbiao pack check`: everything that can be done with files alone, without store or network. */
import { parseArgs } from 'node:util';
import { checkPack } from './check-pack.ts';
import { languageOf, say } from './sentences.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { verifyCommand } from './verify-command.ts';

const options = {
  key: { type: 'string' },
  record: { type: 'string' },
  seal: { type: 'string' },
  previous: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

export const main = async (
  args: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Promise<ExitCode> => {
  const terminal: Terminal = {
    language: languageOf(environment),
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  };
  return run(args, terminal);
};

export const run = async (args: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const usage = say(terminal.language, 'usage');
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [command, second, third, ...more] = positionals;
    if (values.help) {
      terminal.print(usage);
      return 0;
    }
    if (command === 'verify' && second !== undefined && third === undefined)
      return await verifyCommand(
        {
          path: second,
          key: values.key,
          record: values.record,
          previous: values.previous ?? [],
          seal: values.seal,
        },
        terminal,
      );
    if (command === 'pack' && second === 'check' && third !== undefined && more.length === 0)
      return await checkPack(third, terminal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
  }
  terminal.complain(usage);
  return 2;
};
