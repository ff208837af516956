/** A component that follows what is stored: it renders again whenever a read row changes, in this tab or another. */
import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';

/** `undefined` until the first answer. `query` is asked again when `key` changes. */
export const useLive = <Value>(key: string, query: () => Promise<Value>): Value | undefined => {
  const [seen, setSeen] = useState<{ readonly key: string; readonly value: Value }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names everything that the query depends on
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => setSeen({ key, value }),
      error: (error: unknown) => {
        throw error;
      },
    });
    return () => subscription.unsubscribe();
  }, [key]);
  return seen?.key === key ? seen.value : undefined;
};
