// The page of a letter's organizers. protocol.md#editions
import { opener } from './opening.js';

void opener(document.getElementById('release'), async (place) => {
  const { start } = await import('./release/start.js');
  await start(place);
})?.();
