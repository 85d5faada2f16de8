import { Component, type ReactNode } from 'react';
import { Empty } from './empty.tsx';
import { Button } from './native/button.tsx';

/** Catches what a screen could not: a part of the page that did not load, or a fault of ours. Never a blank tab. Another `key` makes a fresh start. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main role="main">
        <Empty
          title="This page did not open"
          action={
            <Button appearance="primary" onClick={() => location.reload()}>
              Open it again
            </Button>
          }
        >
          Something went wrong on our side. What was saved is safe.
        </Empty>
      </main>
    );
  }
}
