// The time, looked at anew each second.
import { useEffect, useState } from 'preact/hooks';
import type { Http } from '../../client/http.js';

export function useNow({ now }: Pick<Http, 'now'>): Date {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => {
      setTime(now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [now]);
  return time;
}
