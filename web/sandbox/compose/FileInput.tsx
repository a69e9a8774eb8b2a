import type { JSX, RefObject } from 'preact';

/** The browser's own file picker, opened by a button elsewhere. */
export function FileInput(props: {
  input?: RefObject<HTMLInputElement | null>;
  name: string;
  accept?: string;
  onFile: (file: File) => void;
}): JSX.Element {
  const { input, name, accept, onFile } = props;
  return (
    <input
      type="file"
      name={name}
      hidden
      {...(input === undefined ? {} : { ref: input })}
      {...(accept === undefined ? {} : { accept })}
      onChange={(event) => {
        const file = event.currentTarget.files?.[0];
        // The same file may be picked again.
        if (file) onFile(file);
        event.currentTarget.value = '';
      }}
    />
  );
}
