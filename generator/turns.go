package generator

import "sync"

// turns lets what is done in parallel have an effect in order: who comes early leaves
// what is to be done to whoever it waits for.
type turns struct {
	mu      sync.Mutex
	next    int
	waiting map[int]func() error
}

// take does f once all of the numbers below n have had their turn, and then what
// waited for that.
func (t *turns) take(n int, f func() error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.waiting == nil {
		t.waiting = map[int]func() error{}
	}
	t.waiting[n] = f
	for f := t.waiting[t.next]; f != nil; f = t.waiting[t.next] {
		delete(t.waiting, t.next)
		t.next++
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}
