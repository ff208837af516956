/** Any seal or correction annex that somebody holds as files: dropped or picked, verified here without a network and without the server's word. */
import { IconFolderShare } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PublicKey, parsePublicKey } from '#forms/seal/signature.ts';
import type { SealsReply } from '#forms/wire/shapes.ts';
import { Panel } from '../shell/parts.tsx';
import { ReceiptCheck } from './receipt-check.tsx';
import { filesDropped, filesPicked } from './seal-files.ts';
import { readSeal, type SealReader } from './seal-reader.ts';
import type { SealSource } from './seal-work.ts';
import type { HandedFile } from './sealed-folder.ts';
import { Checks, useVerification } from './verification.tsx';

interface Held {
  readonly what: 'seal' | 'annex';
  readonly reader: SealReader;
  readonly key: PublicKey;
  /** The key came with the files themselves: it proves nothing until its fingerprint is compared. */
  readonly ownKey: boolean;
}

/** What was handed over before: an annex is held against its seal and the annex before it when they came first. */
interface Before {
  readonly seal?: SealSource;
  readonly heads: readonly Uint8Array[];
}

export const HandedOver = ({ publicKey }: { readonly publicKey: SealsReply['publicKey'] | undefined }) => {
  const { t } = useTranslation('supervise');
  const { verification, verify, reset } = useVerification();
  const [held, setHeld] = useState<Held>();
  const before = useRef<Before>({ heads: [] });
  const [fault, setFault] = useState<'noManifest' | 'noKey' | 'notAZip'>();
  const [over, setOver] = useState(false);
  useEffect(() => () => held?.reader.close(), [held]);
  const take = async (given: Promise<readonly HandedFile[]>) => {
    setFault(undefined);
    setHeld(undefined);
    reset();
    const source: SealSource = { from: 'files', files: await given };
    const reader = readSeal(source);
    const opening = await reader.ask('open', {});
    if (opening.state !== 'seal' && opening.state !== 'annex') {
      reader.close();
      return setFault(opening.state);
    }
    const known = publicKey && parsePublicKey({ ...publicKey });
    const key = known ?? opening.ownKey;
    if (!key) {
      reader.close();
      return setFault('noKey');
    }
    setHeld({ what: opening.state, reader, key, ownKey: known === undefined });
    if (opening.state === 'annex') {
      const made = await verify(() => reader.ask('annex', { key, ...before.current }));
      if (made?.head) before.current = { ...before.current, heads: [...before.current.heads, made.head] };
    } else {
      before.current = { ...before.current, seal: source };
      await verify((told) => reader.ask('verify', { key }, told));
    }
  };
  return (
    <div className="s-handed">
      <Panel title={t('offline.title')} meta={t('offline.meta')}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the two pickers below do the same by keyboard */}
        <div
          className={over ? 's-drop over' : 's-drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            void take(filesDropped(event.dataTransfer.items));
          }}
        >
          <IconFolderShare size={24} stroke={1.5} aria-hidden />
          <p>{t('offline.drop')}</p>
          <div className="x-acts">
            <Picker
              label={t('offline.zip')}
              onPicked={(files) => void take(Promise.resolve(files))}
              accept=".zip"
            />
            <Picker label={t('offline.folder')} onPicked={(files) => void take(Promise.resolve(files))} />
          </div>
        </div>
        {fault && (
          <div className="x-note bad" role="alert">
            {t(`offline.${fault}`)}
          </div>
        )}
        {held && (
          <p className="x-xs x-muted">
            {t(held.ownKey ? 'offline.ownKey' : 'offline.serverKey', { fingerprint: held.key.fingerprint })}
          </p>
        )}
        <Checks verification={verification} />
      </Panel>
      {held?.what === 'seal' && <ReceiptCheck reader={held.reader} publicKey={held.key} />}
    </div>
  );
};

interface PickerProps {
  readonly label: string;
  /** Without it a folder is picked. */
  readonly accept?: string;
  readonly onPicked: (files: readonly HandedFile[]) => void;
}

const Picker = ({ label, accept, onPicked }: PickerProps) => (
  <label className="x-btn s-picker">
    {label}
    <input
      type="file"
      {...(accept ? { accept } : { webkitdirectory: '' })}
      onChange={(event) => {
        if (event.target.files && event.target.files.length > 0) onPicked(filesPicked(event.target.files));
        event.target.value = '';
      }}
    />
  </label>
);
