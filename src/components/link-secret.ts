import { useEffect, useState } from 'react';

/** The secret of a personal link: it stays in the address's hash, which is never sent to a server by itself. Another link pasted over it is another page. */
export function useLinkSecret(): string {
  const [secret, setSecret] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const follow = () => setSecret(location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return secret;
}
