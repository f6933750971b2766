/**
 * Those who use the pages: users with their roles, invitations, sessions, and the log of what was
 * done.
 */
@NullMarked
package io.headcount.collector.people;

import org.jspecify.annotations.NullMarked;
