import { InputError } from '../../core/base/errors.ts';
import { type PersonId, parsePersonId, splitId } from '../../core/base/ids.ts';
import { isEmpty } from '../../core/store/person-data.ts';
import { personDataJson } from '../../core/store/person-data-json.ts';
import { createForget } from '../../jobs/people/forget.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';

export interface PersonOptions {
  readonly forget?: true;
}

/** Prints what is saved about a person, or deletes it: for people who can no longer type commands to the bot. */
export async function person(
  app: Pick<App, 'store' | 'clock' | 'platforms' | 'log' | 'print'>,
  text: string,
  options: PersonOptions,
): Promise<number> {
  const { store, clock, print } = app;
  const who = readPerson(text);
  const data = await store.people.readPersonData(who);
  if (!options.forget) {
    print(personDataJson(who, data, clock.now()).trimEnd());
    return EXIT.ok;
  }
  await createForget(app)(who);
  print(isEmpty(data) ? texts.nothingSaved({ person: who }) : texts.forgotten({ person: who }));
  return EXIT.ok;
}

function readPerson(text: string): PersonId {
  // Version 0.1.0 wrote slack:T0123456789:U0123456789.
  const [platform, tenant, ...users] = text.split(':');
  const person = parsePersonId(users.length === 1 ? `${platform}:${tenant}/${users[0]}` : text);
  if (person && isPossible(person)) return person;
  throw new InputError(problems.personInvalid({ typed: text.slice(0, 60) }));
}

/** What the platforms' own ids look like. */
function isPossible(person: PersonId): boolean {
  const { platform, tenant, id } = splitId(person);
  if (platform === 'slack')
    return 'TE'.includes(splitId(tenant ?? person).id.charAt(0)) && 'UW'.includes(id.charAt(0));
  return platform !== 'discord' || /^\d{1,20}$/.test(id);
}
