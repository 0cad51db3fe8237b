import { commands } from '../../commands/index.ts';
import { VARIABLES } from '../../src/config/config.ts';
import { usage } from '../../src/core/command/arguments.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${cell(text)}\``;
const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The README's tables, by the name of the section that holds them. */
export const TABLES: Readonly<Record<string, () => string>> = {
  commands: () =>
    table(
      ['command', 'does', 'example'],
      commands
        .filter(({ hidden }) => !hidden)
        .map((command) => [code(usage(command)), cell(command.summary), code(`/papers ${command.example}`)]),
    ),
  settings: () =>
    table(
      ['variable', 'default', 'what'],
      Object.entries(VARIABLES).map(([name, { fallback, help }]) => [
        code(name),
        fallback === undefined ? '' : code(String(fallback)),
        cell(help),
      ]),
    ),
};

/** The text with every section filled: what stands between `<!-- name -->` and `<!-- /name -->`. */
export function fillSections(text: string): string {
  return Object.entries(TABLES).reduce(
    (filled, [name, make]) =>
      filled.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, open, close) => `${open}${make()}\n${close}`,
      ),
    text,
  );
}
