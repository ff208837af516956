/** One button to photograph a paper or choose a file, which then says what was chosen and how large that is. */
import { IconCamera, IconPaperclip } from '@tabler/icons-react';
import { limits } from '#forms/wire/limits.ts';
import { useFormats } from '../time/format.ts';

export interface ChooseFileProps {
  readonly label: string;
  /** Of buttons, which differ between desk and phone. */
  readonly button: string;
  readonly file: File | undefined;
  readonly onFile: (file: File | undefined) => void;
}

export const ChooseFile = ({ label, button, file, onFile }: ChooseFileProps) => {
  const { bytes } = useFormats();
  const Icon = file ? IconPaperclip : IconCamera;
  return (
    <label className={`${button} x-choose`}>
      <Icon size={20} stroke={1.8} aria-hidden />
      <span>{file ? `${file.name}  ${bytes(file.size)}` : label}</span>
      <input
        className="x-vh"
        type="file"
        aria-label={label}
        accept={limits.scanTypes.join(',')}
        onChange={(event) => onFile(event.target.files?.[0])}
      />
    </label>
  );
};
