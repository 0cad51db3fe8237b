import { ComponentType } from 'discord.js';
import { hasComponentsFlag } from './components-check.ts';

interface Numbered {
  readonly type: number;
  readonly id?: number;
  readonly components?: readonly Numbered[];
  readonly accessory?: Numbered;
}

/**
 * The components of a message as Discord returns them (components/reference.mdx, Anatomy of a Component): each has an id, given one
 * after the other where the body has none, and a container says that it hides nothing.
 */
export function numberComponents<T>(components: readonly T[], flags: number): T[] {
  if (!hasComponentsFlag({ flags })) return [...components];
  let last = 0;
  const number = (one: Numbered): Numbered => {
    last += 1;
    return {
      ...one,
      id: one.id || last,
      ...(one.type === ComponentType.Container ? { spoiler: false } : {}),
      ...(one.components ? { components: one.components.map(number) } : {}),
      ...(one.accessory ? { accessory: number(one.accessory) } : {}),
    };
  };
  return (components as readonly unknown[] as readonly Numbered[]).map(number) as unknown[] as T[];
}
