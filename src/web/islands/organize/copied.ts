// A draft's content on its way to a new draft: through this tab's storage, taken out as it is used.
import { type DraftFields, readFields } from '../../../client/organize/draft-fields.js';

const PLACE = 'undersigned/copied';

/** Goes to where a new draft is started with this content. */
export function copyToNew(content: DraftFields): void {
  sessionStorage.setItem(PLACE, JSON.stringify(content));
  location.assign(`/organize${location.search}`);
}

/** What was copied, once. */
export function takeCopied(): DraftFields | undefined {
  try {
    const written = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    const content = readFields(JSON.parse(written ?? '{}'));
    return Object.keys(content).length > 0 ? content : undefined;
  } catch {
    return undefined;
  }
}
