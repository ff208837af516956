/** The last net: a page that broke says so, keeps what is stored on the device, and can be opened again. */
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const Broken = ({ onRetry }: { readonly onRetry: () => void }) => {
  const { t } = useTranslation('shell', { useSuspense: false });
  return (
    <main className="x-centre">
      <h1>{t('broken.title')}</h1>
      <p>{t('broken.kept')}</p>
      <div className="x-acts">
        <button type="button" className="x-btn pri" onClick={() => window.location.reload()}>
          {t('broken.reload')}
        </button>
        <button type="button" className="x-btn" onClick={onRetry}>
          {t('retry')}
        </button>
      </div>
    </main>
  );
};

interface Props {
  readonly children: ReactNode;
}
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    if (this.state.broken) return <Broken onRetry={() => this.setState({ broken: false })} />;
    return this.props.children;
  }
}
