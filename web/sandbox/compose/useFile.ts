import { useRef, useState } from 'preact/hooks';
import { fits, pick, type Picked } from './file.ts';

/** The file that is to go with the next message. */
export function useFile() {
  const [file, setFile] = useState<Picked | null>(null);
  const [refused, setRefused] = useState(false);
  // The one picked last wins, whichever is read first.
  const turn = useRef(0);

  const drop = () => {
    turn.current += 1;
    setFile(null);
    setRefused(false);
  };
  const take = async (picked: File) => {
    drop();
    const mine = turn.current;
    const read = fits(picked) ? await pick(picked).catch(() => null) : null;
    if (mine !== turn.current) return;
    setFile(read);
    setRefused(read === null);
  };
  return { file, refused, take, drop, put: setFile };
}
