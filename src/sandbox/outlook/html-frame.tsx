import { makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useRef, useState } from 'react';
import { mailPage } from './mail-html.ts';

const useStyles = makeStyles({
  frame: { width: '100%', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: '#ffffff', display: 'block' },
});

interface HtmlFrameProps {
  title: string;
  html: string;
  /** Whose links are followed; null for somebody without Teams. */
  user: string | null;
}

/** Somebody else's HTML, without its scripts, as high as it is. */
export function HtmlFrame({ title, html, user }: HtmlFrameProps) {
  const styles = useStyles();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  const measure = useCallback(() => setHeight((frame.current?.contentDocument?.body?.scrollHeight ?? 120) + 2), []);
  useEffect(() => {
    // A narrower frame makes the same words higher.
    const follow = new ResizeObserver(measure);
    if (frame.current) follow.observe(frame.current);
    return () => follow.disconnect();
  }, [measure]);
  return (
    <iframe
      ref={frame}
      title={title}
      className={styles.frame}
      // Same origin only to measure it: without allow-scripts nothing in it can make use of that.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={mailPage(html, user)}
      style={{ height }}
      onLoad={measure}
    />
  );
}
