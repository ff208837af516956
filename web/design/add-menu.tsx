/** One place to add from: a question of any kind, a group, a page. It says where the new one will be. */
import { Menu } from '@mantine/core';
import {
  IconAlignLeft,
  IconCalendar,
  IconCircleDot,
  IconCopyCheck,
  IconFilePlus,
  IconFolder,
  IconForms,
  IconNumbers,
  IconPhoto,
  IconPlus,
  IconStack2,
  IconToggleLeft,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk.ts';
import { addInside, addPage, addQuestion } from './document/arrange.ts';
import { type Kind, questionKinds } from './document/kinds.ts';
import { focusCard } from './use-shortcuts.ts';

const icons: { readonly [K in Kind]: typeof IconForms } = {
  text: IconForms,
  'long-text': IconAlignLeft,
  number: IconNumbers,
  date: IconCalendar,
  'one-of': IconCircleDot,
  'several-of': IconCopyCheck,
  'yes-no': IconToggleLeft,
  repeat: IconStack2,
  group: IconFolder,
  picture: IconPhoto,
};

export const AddMenu = () => {
  const { t } = useTranslation('design');
  const { source, selected, act, words, reserved } = useDesk();
  const isBox = selected?.shape === 'group' || selected?.shape === 'repeat';
  const add = (kind: Kind, inside: boolean) => {
    const change =
      inside && selected
        ? addInside(source, selected.key, kind, words, reserved)
        : addQuestion(source, selected?.key, kind, words, reserved);
    act(change);
    if (change.selected) focusCard(change.selected);
  };
  const newPage = () => {
    const change = addPage(source, selected?.key, words.title);
    act(change);
    if (change.selected) focusCard(change.selected);
  };
  const where =
    !selected || selected.shape === 'page' ? t('add.here') : t('add.after', { number: selected.number });
  return (
    <div className="d-add">
      {isBox && (
        <Kinds label={t('add.inside', { number: selected.number })} onAdd={(kind) => add(kind, true)} />
      )}
      <Kinds label={where} onAdd={(kind) => add(kind, false)} />
      <button type="button" className="x-btn bare" onClick={newPage}>
        <IconFilePlus size={16} aria-hidden />
        {t('add.page')}
      </button>
    </div>
  );
};

const Kinds = ({ label, onAdd }: { readonly label: string; readonly onAdd: (kind: Kind) => void }) => {
  const { t } = useTranslation('design');
  return (
    <Menu position="top" width="target">
      <Menu.Target>
        <button type="button" className="x-btn d-add-button">
          <IconPlus size={16} aria-hidden />
          {label}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {questionKinds.map((kind) => {
          const KindIcon = icons[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={<KindIcon size={16} stroke={1.6} aria-hidden />}
              onClick={() => onAdd(kind)}
            >
              {t(`kind.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
};
