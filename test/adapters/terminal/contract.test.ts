import { CHAT_PORTS, platformContract } from '../../contract/platform.contract.ts';
import { personId } from '../../support/ids.ts';
import { aTerminal } from './harness.ts';

/** Nobody but the one who types reads it: nothing is shared there whose buttons would have to change. */
const PORTS = CHAT_PORTS.filter((port) => port !== 'deleter' && port !== 'labeler');

platformContract('the terminal', PORTS, async () => {
  const { terminal, type } = aTerminal();
  return {
    platform: terminal,
    open: { channel: 'local' },
    missing: { channel: 'elsewhere' },
    readText: (post) => {
      const message = terminal.posts.at(post)?.message;
      return message && String(terminal.render(message));
    },
    countIn: (destination) => terminal.posts.inDestination(destination).length,
    react: (person, post, ballot) => {
      void terminal.react(personId(`terminal:${person}`), post, ballot, true);
      return personId(`terminal:${person}`);
    },
    unreact: (person, post, ballot) => {
      void terminal.react(personId(`terminal:${person}`), post, ballot, false);
    },
    type: (_person, line) => type(line, /heard|wrong/),
    close: async () => undefined,
  };
});
