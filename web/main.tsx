/** Starts the app: language, session, and one lazy chunk per feature. Nothing of a questionnaire is in this chunk. */
import { lazy, type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router';
import { startLocale } from './locale/index.ts';
import { homeOf, SessionProvider, useSessionAccess } from './session.tsx';
import { applyColorScheme } from './shell/color-scheme.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Loading } from './shell/loading.tsx';
import { NewVersion } from './shell/new-version.tsx';
import { NoRole, SignIn } from './shell/sign-in.tsx';
import './tokens.css';
import './shell/shell.css';

const Collect = lazy(() => import('./collect/routes.tsx').then((m) => ({ default: m.CollectRoutes })));
const Design = lazy(() => import('./design/routes.tsx').then((m) => ({ default: m.DesignRoutes })));
const Supervise = lazy(() => import('./supervise/routes.tsx').then((m) => ({ default: m.SuperviseRoutes })));
const Desk = lazy(() => import('./shell/desk.tsx').then((m) => ({ default: m.Desk })));

const SignedIn = ({ children }: { readonly children: ReactNode }) => {
  const { state } = useSessionAccess();
  const { pathname } = useLocation();
  if (state.kind === 'loading') return <Loading />;
  if (state.kind === 'signed-out')
    return <Navigate to="/sign-in" replace state={state.left ? null : { from: pathname }} />;
  return children;
};

const Home = () => {
  const { state } = useSessionAccess();
  if (state.kind !== 'signed-in') return <Loading />;
  const home = homeOf(state.session);
  return home ? <Navigate to={home} replace /> : <NoRole />;
};

const signedIn = (page: ReactNode) => <SignedIn>{page}</SignedIn>;
const onDesk = (page: ReactNode) => signedIn(<Desk>{page}</Desk>);

const App = () => (
  <Suspense fallback={<Loading />}>
    <Routes>
      <Route path="/sign-in" element={<SignIn />} />
      <Route path="/collect/*" element={signedIn(<Collect />)} />
      <Route path="/design/*" element={onDesk(<Design />)} />
      <Route path="/supervise/*" element={onDesk(<Supervise />)} />
      <Route path="*" element={signedIn(<Home />)} />
    </Routes>
  </Suspense>
);

applyColorScheme();
await startLocale();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <BrowserRouter>
        <SessionProvider>
          <App />
          <NewVersion />
        </SessionProvider>
      </BrowserRouter>
    </ErrorBoundary>
  </StrictMode>,
);
