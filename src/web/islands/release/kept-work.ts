// Where this device keeps sealed pieces of work, in the page and in its worker. client/work-memory.ts
import type { WorkStore } from '../../../client/work-memory.js';

const DATABASE = 'undersigned';
const PIECES = 'work';
const BY_NAME = 'name';

interface Piece {
  readonly name: string;
  readonly piece: Uint8Array;
}

export const keptWork: WorkStore = {
  async read(name) {
    return use('readonly', async (pieces) => {
      const found = await answerTo(pieces.index(BY_NAME).getAll(name) as IDBRequest<Piece[]>);
      return found.map(({ piece }) => piece);
    });
  },
  async add(name, piece) {
    await use('readwrite', async (pieces) => answerTo(pieces.add({ name, piece } satisfies Piece)));
  },
  async has(name) {
    return use(
      'readonly',
      async (pieces) => (await answerTo(pieces.index(BY_NAME).getKey(name))) !== undefined,
    );
  },
  async remove(name) {
    await use('readwrite', async (pieces) => {
      const keys = await answerTo(pieces.index(BY_NAME).getAllKeys(name));
      await Promise.all(keys.map(async (key) => answerTo(pieces.delete(key))));
    });
  },
};

/** Opened once: each piece by itself would take longer to open it for than to write. */
let opened: Promise<IDBDatabase> | undefined;

async function use<T>(mode: IDBTransactionMode, action: (pieces: IDBObjectStore) => Promise<T>): Promise<T> {
  opened ??= open();
  const database = await opened;
  return action(database.transaction(PIECES, mode).objectStore(PIECES));
}

async function open(): Promise<IDBDatabase> {
  const forget = (): void => {
    opened = undefined;
  };
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(PIECES, { autoIncrement: true }).createIndex(BY_NAME, BY_NAME);
    };
    const database = await answerTo(opening);
    // The browser closes it where it clears what sites keep; then it is opened anew.
    database.onclose = forget;
    database.onversionchange = () => {
      forget();
      database.close();
    };
    return database;
  } catch (error) {
    forget();
    throw error;
  }
}

async function answerTo<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => {
      done(request.result);
    };
    request.onerror = () => {
      failed(request.error ?? new Error('The device keeps nothing.'));
    };
  });
}
