import { composerPicture, listPicture, ticksPicture } from './agents.ts';
import { conversationPicture } from './conversation.ts';
import { flowPicture } from './flow.ts';

const drawn = {
  flow: flowPicture,
  'agents-conversation': conversationPicture,
  'agents-composer': composerPicture,
  'agents-list': listPicture,
  'agents-ticks': ticksPicture,
};

/** The pictures of the documents that are drawn here, by their paths: what the program says in them is taken from its dictionaries. */
export const pictures = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(drawn).flatMap(([name, draw]) =>
      (['es', 'en'] as const).map((language) => [`docs/pictures/${name}-${language}.svg`, draw(language)]),
    ),
  );
