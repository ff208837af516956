/** The seal-shaped mark of the product. */
export const Brand = ({ size = 24 }: { readonly size?: number }) => (
  <svg className="x-brand" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
    <rect x="1" y="1" width="62" height="62" rx="7" fill="var(--seal-fill)" />
    <g fill="none" stroke="var(--seal-ink)">
      <rect x="5.5" y="5.5" width="53" height="53" rx="3.5" strokeWidth="1.6" />
      <path
        strokeWidth="4"
        strokeLinecap="square"
        d="M19 19h26M21.500 26.500h21M14.500 34h35M32 12v22M30 35.500C26 41 20 45 13.500 47.500M23.500 42.500v10.500l8-4.500M45 38.500l-7.500 5.500M33 35.500C36 43 42 49 51 52.500"
      />
    </g>
  </svg>
);
