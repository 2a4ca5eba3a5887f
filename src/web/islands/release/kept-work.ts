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
  async remove(name) {
    await use('readwrite', async (pieces) => {
      const keys = await answerTo(pieces.index(BY_NAME).getAllKeys(name));
      for (const key of keys) await answerTo(pieces.delete(key));
    });
  },
};

async function use<T>(mode: IDBTransactionMode, action: (pieces: IDBObjectStore) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(PIECES, { autoIncrement: true }).createIndex(BY_NAME, BY_NAME);
  };
  const database = await answerTo(opening);
  try {
    return await action(database.transaction(PIECES, mode).objectStore(PIECES));
  } finally {
    database.close();
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
