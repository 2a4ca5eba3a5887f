// The page on which an organization co-signs. protocol.md#organizations
import { opener } from './opening.js';

void opener(document.getElementById('cosign'), async (place) => {
  const { start } = await import('./cosign/start.js');
  await start(place);
})?.();
