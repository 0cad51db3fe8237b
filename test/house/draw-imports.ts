// Draws which room imports which, as a flow chart of Mermaid, with the figures: `npm run imports`, or for another checkout
// `npm run imports -- FOLDER`.
import { resolve } from 'node:path';
import { findCycles, type Imports, readImports } from '../support/read-imports.ts';

const FOLDERS = ['src', 'commands', 'adapters', 'languages', 'loopback', 'playground'];
/** The bottom, which every room imports, and the top, which imports every room: their arrows would hide the others. */
const BOTTOM = 'src/core';
const TOP = /^src\/(?:app|main\.ts)$/;

const [root = resolve(import.meta.dirname, '../..')] = process.argv.slice(2);

/** `src/core/paper/paper.ts` is in `src/core`, `commands/papers/why.ts` in `commands`. */
function findRoom(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return ['src', 'adapters'].includes(top) ? `${top}/${room}` : top;
}

function toRooms(imports: Imports): Map<string, string[]> {
  const rooms = new Map<string, Set<string>>();
  for (const [file, targets] of imports) {
    const room = findRoom(file);
    const known = rooms.get(room) ?? new Set<string>();
    for (const target of targets) if (findRoom(target) !== room) known.add(findRoom(target));
    rooms.set(room, known);
  }
  return new Map([...rooms].map(([room, targets]) => [room, [...targets].toSorted()]));
}

/** The folder with the most files, without those below it. */
function findFullest(files: Iterable<string>): { folder: string; count: number } {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = file.slice(0, file.lastIndexOf('/'));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const [folder, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  return { folder, count };
}

const imports = readImports(resolve(root), FOLDERS);
const rooms = toRooms(imports);
const count = (all: Imports) => [...all.values()].reduce((sum, targets) => sum + targets.length, 0);
const name = (room: string) => room.replaceAll(/\W/g, '_');
const fullest = findFullest(imports.keys());

const lines = ['flowchart TD'];
for (const room of rooms.keys()) {
  const files = [...imports.keys()].filter((file) => findRoom(file) === room);
  if (!TOP.test(room)) lines.push(`  ${name(room)}["${room}<br>${files.length}"]`);
}
for (const [room, targets] of rooms)
  for (const target of targets)
    if (target !== BOTTOM && !TOP.test(room)) lines.push(`  ${name(room)} --> ${name(target)}`);

const figures = [
  `${imports.size} files in ${new Set([...imports.keys()].map((file) => file.slice(0, file.lastIndexOf('/')))).size} folders`,
  `most in one folder: ${fullest.count}, in ${fullest.folder}`,
  `${count(imports)} imports between files, ${count(rooms)} between ${rooms.size} rooms`,
  `cycles of files: ${findCycles(imports).length}${findCycles(imports).map((group) => ` (${group.length} files)`)}`,
  `cycles of rooms: ${
    findCycles(rooms)
      .map((group) => group.join(', '))
      .join('; ') || 0
  }`,
];
process.stdout.write(`${lines.join('\n')}\n\n${figures.join('\n')}\n`);
