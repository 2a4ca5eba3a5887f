// What every sheet of making a letter works with.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Say } from '../say.js';
import type { Flow } from './flow.js';

export interface OrganizeContext {
  readonly say: Say;
  readonly flow: Flow;
}

const Context = createContext<OrganizeContext | undefined>(undefined);

export const OrganizeProvider = Context.Provider;

export function useOrganize(): OrganizeContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error('Sheets are drawn by OrganizeApp.');
  return context;
}
