import { z } from 'zod';
import type { Labeler } from '../../../src/core/platform/platform.ts';
import { explainGoneThread } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { drawWithLabels, hasLabels } from '../components/draw-with-labels.ts';
import { shownComponents } from '../components/shown-components.ts';
import { toMessageRoute } from './messages.ts';

const shownMessage = z.object({ components: shownComponents.optional().catch(undefined) });

/**
 * Changes the labels of buttons on messages of the bot, also on its answers to interactions, which are messages of its own in a channel
 * that it sees: the token of an interaction ends after 15 minutes.
 */
export function createLabels(send: Send): Labeler {
  return {
    async relabel(target, labels) {
      const route = toMessageRoute(target);
      const read = await explainGoneThread(target, send({ method: 'GET', route, operation: 'get_message' }));
      const { components } = shownMessage.parse(read);
      if (!components || hasLabels(components, labels)) return;
      const body = { components: drawWithLabels(components, labels), allowed_mentions: { parse: [] } };
      await send({ method: 'PATCH', route, operation: 'update_message', body });
    },
  };
}
