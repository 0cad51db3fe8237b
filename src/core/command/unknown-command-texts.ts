import { createTexts } from '../base/catalog.ts';

/** What people hear who type a command that does not exist. */
export const texts = createTexts({
  unknownCommand: 'There is no command "{name}".',
  meantCommand: 'Did you mean {command}?',
  allCommands: 'See all commands with the help.',
});
