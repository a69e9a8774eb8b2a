import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Pixels from the end that still count as being at the end. */
const slack = 48;

/**
 * Keeps a scrolling box at its end while the reader is there, and leaves the reader alone elsewhere.
 * `last` names the last thing in it: another one while the reader is elsewhere sets `behind`.
 */
export function useStick(last: string | number | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(last);
  const [behind, setBehind] = useState(false);

  const toEnd = useCallback(() => {
    atEnd.current = true;
    setBehind(false);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, []);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < slack;
    if (atEnd.current) setBehind(false);
  }, []);

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else if (last !== seen.current) setBehind(true);
    seen.current = last;
  });

  // The box shrinks when the draft grows or the keyboard opens, and it has no size while its tab is hidden.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(element);
    // A picture has no height before it is there. The event does not bubble.
    const onLoad = () => atEnd.current && toEnd();
    element.addEventListener('load', onLoad, true);
    return () => {
      observer.disconnect();
      element.removeEventListener('load', onLoad, true);
    };
  }, [toEnd]);

  return { box, onScroll, behind, toEnd };
}
