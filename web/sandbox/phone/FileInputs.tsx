import type { JSX } from 'preact';
import { FileInput } from '../compose/FileInput.tsx';

/** How a file is sent: as what it is, as a recording made in the chat, or as a document whatever it is. */
export type FileKind = 'picture' | 'voice' | 'document';

export const fileKinds: readonly FileKind[] = ['picture', 'document', 'voice'];

const accepted: Record<FileKind, string | null> = { picture: 'image/*,video/*', voice: 'audio/*', document: null };

/** Opens the browser's picker for one kind. */
export function openPicker(kind: FileKind): void {
  document.querySelector<HTMLInputElement>(`#pane-phone input[name=${kind}]`)?.click();
}

/** The pickers outlive the sheet they are opened from. */
export function FileInputs({ onFile }: { onFile: (file: File, kind: FileKind) => void }): JSX.Element {
  return (
    <>
      {fileKinds.map((kind) => {
        const accept = accepted[kind];
        return (
          <FileInput
            key={kind}
            name={kind}
            {...(accept === null ? {} : { accept })}
            onFile={(file) => onFile(file, kind)}
          />
        );
      })}
    </>
  );
}
