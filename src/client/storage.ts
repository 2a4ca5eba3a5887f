// What a browser keeps for a site, used as what may be missing, blocked or full.

/** What is used of the browser's `Storage`. */
export interface KeptStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * What comes of the action; undefined where there is no storage, or it refuses. `storage` is asked for each time, as even looking
 * at it may throw: `() => localStorage`.
 */
export function tryStorage<Place, T>(
  storage: () => Place | null | undefined,
  action: (place: Place) => T,
): T | undefined {
  try {
    const place = storage();
    return place ? action(place) : undefined;
  } catch {
    return undefined;
  }
}
