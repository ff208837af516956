/** A QR code as one drawn path: sharp on any printer, and no picture has to be allowed anywhere. */
import { encode } from 'uqr';

export interface SquareCodeProps {
  readonly text: string;
  /** What it is, for those who cannot scan. */
  readonly label: string;
}

export const SquareCode = ({ text, label }: SquareCodeProps) => {
  // A quarter of it may be dirty or torn (Q); four modules of white belong around it (ISO/IEC 18004).
  const { data, size } = encode(text, { ecc: 'Q', border: 4 });
  const path = data
    .map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('');
  return (
    <svg className="s-square" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
