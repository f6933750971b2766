/** Who may come in: passwords, sessions, lock-out, requests from elsewhere, certificates. */
@NullMarked
package io.headcount.web.access;

import org.jspecify.annotations.NullMarked;
